"""How does a pass look as matrices? The dock that shows them."""
