"""How the weights of the page repair are made and measured; nothing here runs when a page is read.

In this order, each from the folder of the data sets (`--data DIR`):

    python -m index.layout.training.counts     signal.npz, the counts of characters
    python -m index.layout.training.joints     joints.npz, the network that hears joints
    python -m index.layout.training.fit        order.json, the weights of the evidence
    python -m index.layout.training.measure    what the repair gets right of pages made for it
"""
