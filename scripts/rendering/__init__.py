"""What scripts/render-open.py is made of: labels of the trade, facts of IATI files, layouts drawn by lot, file forms."""
