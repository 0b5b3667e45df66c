"""Producers of PDFs for scripts/prints.py."""
