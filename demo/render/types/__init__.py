"""Product types, one small file a family. Importing a file registers its types in model.TYPES."""
