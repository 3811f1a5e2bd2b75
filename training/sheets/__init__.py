"""Workbooks of training: the list of trainees, the yearly result form, the cost table by source."""
