"""The data as those see them who may not see all: files without what is restricted."""
