"""Holds an implementation in Python against the vectors of takedown notices: those in
schemas/vectors/takedown alone, of all that check_vectors.py asks."""
import pathlib, runpy, sys

sys.argv[1:] = ["takedown/"]
runpy.run_path(str(pathlib.Path(__file__).with_name("check_vectors.py")), run_name="__main__")
