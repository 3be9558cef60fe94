"""What stands between "which" and its noun in an English question: a Shaoxing (Shangyu), an insurance.

Names may be in Chinese characters there, as the assistant puts them before it looks for evidence.
"""

from __future__ import annotations

# Up to three words; no verb, nor what a preposition governs.
TOLD_CLOSER = (
    r"(?:(?!(?:is|are|was|were|be|does|do|did|has|have|had|will|would|can|could|should|may|might|must|happen\w*|got|gave|took|made|won|built|ran|runs|held|set|sent|paid|saw|led|met|lost|the|a|an|this|that|its|their|"
    r"at|in|of|for|on|to|from|by|with|about|and|or|kinds?|types?|sorts?)\b)[a-z0-9\u4e00-\u9fff()'-]+ ){0,3}?"
)
