"""How fast and how heavy the handbook is: `nox -s bench`. Figures, never tests."""
