"""The look of the window: colours, light and dark, and icons."""
