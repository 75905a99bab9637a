"""How is work given to other machines on the command line?"""

from explorer.cli.verb import Option

CLUSTER_OPTION = Option(
    "--dask", "let the workers of this Dask scheduler do the work, like tcp://10.0.0.5:8786", "ADDRESS", str
)
