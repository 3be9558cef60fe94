"""Read a newspaper page as it was printed or copied: split, order, join, and clean it."""

from .marked import Stripped, strip_furniture
from .names import reporters_in_lead
from .page import RepairedArticle, repair_page

__all__ = ["RepairedArticle", "Stripped", "repair_page", "reporters_in_lead", "strip_furniture"]
