"""Typed formulas: lexer, parser, expression tree, derivative, evaluation and notation."""
