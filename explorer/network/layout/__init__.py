"""Where the neurons of a network stand so that it reads well: a layered layout."""
