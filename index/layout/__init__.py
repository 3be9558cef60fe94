"""Read a newspaper page as it was printed or copied: split, order, join, and clean it."""

from .page import RepairedArticle, repair_page

__all__ = ["RepairedArticle", "repair_page"]
