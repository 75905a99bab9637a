"""What is drawn: the network, its samples, its loss, and the pure edits that change them."""
