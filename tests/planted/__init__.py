"""A lever of one model and one page, planted by a test: the recipe of CONTRIBUTING, word for word."""
