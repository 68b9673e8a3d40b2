"""timm's `VisionTransformer` as a container of parameters; nothing is computed with it here."""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width: int, hidden: int, norm: type[nn.Module]) -> None:
        super().__init__()
        self.norm1 = norm(width)
        self.attn = nn.Sequential(OrderedDict(qkv=nn.Linear(width, width * 3), proj=nn.Linear(width, width)))
        self.norm2 = norm(width)
        self.mlp = nn.Sequential(OrderedDict(fc1=nn.Linear(width, hidden), fc2=nn.Linear(hidden, width)))


class VisionTransformer(nn.Module):
    def __init__(
        self,
        img_size: int,
        patch_size: int,
        embed_dim: int,
        depth: int,
        num_heads: int,
        mlp_ratio: float,
        num_classes: int,
        pre_norm: bool,
        norm_layer: type[nn.Module],
    ) -> None:
        super().__init__()
        assert pre_norm and embed_dim % num_heads == 0
        positions = (img_size // patch_size) ** 2 + 1
        self.cls_token = nn.Parameter(torch.zeros(1, 1, embed_dim))
        self.patch_embed = nn.Module()
        self.patch_embed.proj = nn.Conv2d(3, embed_dim, patch_size, stride=patch_size, bias=False)
        self.pos_embed = nn.Parameter(torch.randn(1, positions, embed_dim) * 0.02)
        self.norm_pre = norm_layer(embed_dim)
        hidden = int(embed_dim * mlp_ratio)
        self.blocks = nn.Sequential(*[Block(embed_dim, hidden, norm_layer) for _ in range(depth)])
        self.norm = norm_layer(embed_dim)
        self.head = nn.Linear(embed_dim, num_classes)
        nn.init.trunc_normal_(self.pos_embed, std=0.02)
        nn.init.normal_(self.cls_token, std=1e-6)
        for layer in self.modules():
            if isinstance(layer, nn.Linear):
                nn.init.trunc_normal_(layer.weight, std=0.02)
                nn.init.zeros_(layer.bias)
