"""One folder for each workspace beside the network itself."""
