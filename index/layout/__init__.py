"""Read a newspaper page as it was printed or copied: split, order, join, and clean it."""

from .marked import Stripped, strip_furniture
from .page import RepairedArticle, repair_page

__all__ = ["RepairedArticle", "Stripped", "repair_page", "strip_furniture"]
