"""Documents that are written from the code: `python -m scripts.docs`, in the api folder.

A template in `templates/` holds what people write; a name in double braces stands for what is worked out. A test holds
that the committed documents are what would be written now.
"""
