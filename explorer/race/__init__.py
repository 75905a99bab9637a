"""Optimisers from one start: which is down first, on a function of two variables and on the drawn network?"""
