"""Drafts of documents that officers go on editing: quyết định cử đi học, công văn triệu tập (.docx).

Laid out by NĐ 30/2020/NĐ-CP for organs of the State and HD 36-HD/VPTW for the Party (domain 5.1). What only
the issuer knows, number and day, is left as dots.
"""
