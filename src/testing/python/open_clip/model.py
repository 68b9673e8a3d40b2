"""OpenCLIP's `CLIP`, computed by `training/model.py`, its random start drawn in the order of OpenCLIP's constructor."""

from __future__ import annotations

from collections import OrderedDict

import torch
from model import Clip, ClipConfig, TextConfig, VisionConfig
from torch import Tensor, nn


def draw_block(width: int, heads: int) -> nn.Module:
    block = nn.Module()
    block.ln_1 = nn.LayerNorm(width)
    block.attn = nn.MultiheadAttention(width, heads)
    block.ln_2 = nn.LayerNorm(width)
    block.mlp = nn.Sequential(
        OrderedDict(c_fc=nn.Linear(width, width * 4), gelu=nn.GELU(), c_proj=nn.Linear(width * 4, width))
    )
    return block


def draw_transformer(width: int, layers: int, heads: int) -> nn.Module:
    transformer = nn.Module()
    transformer.resblocks = nn.ModuleList([draw_block(width, heads) for _ in range(layers)])
    return transformer


def draw_bottleneck(inputs: int, planes: int, stride: int) -> nn.Module:
    block = nn.Module()
    block.conv1 = nn.Conv2d(inputs, planes, 1, bias=False)
    block.bn1 = nn.BatchNorm2d(planes)
    block.conv2 = nn.Conv2d(planes, planes, 3, padding=1, bias=False)
    block.bn2 = nn.BatchNorm2d(planes)
    block.conv3 = nn.Conv2d(planes, planes * 4, 1, bias=False)
    block.bn3 = nn.BatchNorm2d(planes * 4)
    if stride > 1 or inputs != planes * 4:
        block.downsample = nn.Sequential(nn.Conv2d(inputs, planes * 4, 1, bias=False), nn.BatchNorm2d(planes * 4))
    return block


def draw_resnet(config: VisionConfig, outputs: int) -> nn.Module:
    visual, width = nn.Module(), config.width
    visual.conv1 = nn.Conv2d(3, width // 2, 3, stride=2, padding=1, bias=False)
    visual.bn1 = nn.BatchNorm2d(width // 2)
    visual.conv2 = nn.Conv2d(width // 2, width // 2, 3, padding=1, bias=False)
    visual.bn2 = nn.BatchNorm2d(width // 2)
    visual.conv3 = nn.Conv2d(width // 2, width, 3, padding=1, bias=False)
    visual.bn3 = nn.BatchNorm2d(width)
    inputs = width
    for stage, count in enumerate(config.layers):
        planes, blocks = width * 2**stage, []
        for block in range(count):
            blocks.append(draw_bottleneck(inputs, planes, 2 if stage and not block else 1))
            inputs = planes * 4
        setattr(visual, f"layer{stage + 1}", nn.Sequential(*blocks))
    pool, grid = nn.Module(), config.image_size // 32
    pool.positional_embedding = nn.Parameter(torch.randn(grid**2 + 1, inputs) / inputs**0.5)
    for name in ("k_proj", "q_proj", "v_proj"):
        setattr(pool, name, nn.Linear(inputs, inputs))
    pool.c_proj = nn.Linear(inputs, outputs)
    visual.attnpool = pool
    for layer in (pool.q_proj, pool.k_proj, pool.v_proj, pool.c_proj):
        nn.init.normal_(layer.weight, std=pool.c_proj.in_features**-0.5)
    for name, parameter in visual.named_parameters():
        if name.endswith("bn3.weight") and name.startswith("layer"):
            nn.init.zeros_(parameter)
    return visual


def draw_vit(config: VisionConfig, outputs: int) -> nn.Module:
    visual, width = nn.Module(), config.width
    positions = (config.image_size // config.patch_size) ** 2 + 1
    visual.conv1 = nn.Conv2d(3, width, config.patch_size, stride=config.patch_size, bias=False)
    visual.class_embedding = nn.Parameter(width**-0.5 * torch.randn(width))
    visual.positional_embedding = nn.Parameter(width**-0.5 * torch.randn(positions, width))
    visual.ln_pre = nn.LayerNorm(width)
    visual.transformer = draw_transformer(width, config.layers, width // config.head_width)
    visual.ln_post = nn.LayerNorm(width)
    visual.proj = nn.Parameter(width**-0.5 * torch.randn(width, outputs))
    return visual


def draw_text(model: nn.Module, config: TextConfig, outputs: int) -> None:
    width = config.width
    model.token_embedding = nn.Embedding(config.vocab_size, width)
    model.transformer = draw_transformer(width, config.layers, config.heads)
    model.positional_embedding = nn.Parameter(torch.empty(config.context_length, width))
    model.ln_final = nn.LayerNorm(width)
    model.text_projection = nn.Parameter(torch.empty(width, outputs))
    nn.init.normal_(model.token_embedding.weight, std=0.02)
    nn.init.normal_(model.positional_embedding, std=0.01)
    residual = width**-0.5 * (2 * config.layers) ** -0.5
    for block in model.transformer.resblocks:
        nn.init.normal_(block.attn.in_proj_weight, std=width**-0.5)
        nn.init.normal_(block.attn.out_proj.weight, std=residual)
        nn.init.normal_(block.mlp.c_fc.weight, std=(2 * width) ** -0.5)
        nn.init.normal_(block.mlp.c_proj.weight, std=residual)
    nn.init.normal_(model.text_projection, std=width**-0.5)


def _build_text_tower(embed_dim: int, text_cfg: dict, quick_gelu: bool = False) -> nn.Module:
    text = nn.Module()
    draw_text(text, TextConfig(**without_ratio(text_cfg)), embed_dim)
    return text


def without_ratio(config: dict) -> dict:
    """The recipe's towers have MLPs of four times the width."""
    assert config.get("mlp_ratio", 4) == 4
    return {key: value for key, value in config.items() if key != "mlp_ratio"}


class CLIP(Clip):
    def __init__(self, embed_dim: int, vision_cfg: dict, text_cfg: dict, quick_gelu: bool = False) -> None:
        vision = without_ratio(vision_cfg)
        if isinstance(vision["layers"], list):
            vision["layers"] = tuple(vision["layers"])
        text = TextConfig(**without_ratio(text_cfg))
        config = ClipConfig(embed_dim, VisionConfig(**vision), text, quick_gelu)
        start = torch.get_rng_state()
        super().__init__(config)
        torch.set_rng_state(start)
        drawn = nn.Module()
        is_resnet = isinstance(config.vision.layers, tuple)
        drawn.visual = (draw_resnet if is_resnet else draw_vit)(config.vision, embed_dim)
        draw_text(drawn, config.text, embed_dim)
        missing, unexpected = self.load_state_dict(drawn.state_dict(), strict=False)
        assert not unexpected and missing == ["logit_scale"], (missing, unexpected)

    def encode_image(self, image: Tensor, normalize: bool = False) -> Tensor:
        features = super().encode_image(image)
        return nn.functional.normalize(features, dim=-1) if normalize else features

    def encode_text(self, text: Tensor, normalize: bool = False) -> Tensor:
        features = super().encode_text(text)
        return nn.functional.normalize(features, dim=-1) if normalize else features
