"""CLIP's two towers in PyTorch, parameters named as OpenCLIP names them, so that a state dict is an OpenCLIP checkpoint."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class VisionConfig:
    image_size: int
    width: int
    layers: tuple[int, int, int, int] | int  # four numbers: ModifiedResNet; one: ViT
    patch_size: int | None = None
    head_width: int = 64


@dataclass(frozen=True)
class TextConfig:
    context_length: int
    vocab_size: int
    width: int
    heads: int
    layers: int


@dataclass(frozen=True)
class ClipConfig:
    embed_dim: int
    vision: VisionConfig
    text: TextConfig
    quick_gelu: bool

    @staticmethod
    def from_dict(config: dict) -> ClipConfig:
        """Reads `model_cfg` of an `open_clip_config.json`."""
        vision = dict(config["vision_cfg"])
        if isinstance(vision["layers"], list):
            vision["layers"] = tuple(vision["layers"])
        text = TextConfig(**config["text_cfg"])
        return ClipConfig(config["embed_dim"], VisionConfig(**vision), text, config.get("quick_gelu", False))

    def to_dict(self) -> dict:
        vision = {key: value for key, value in vars(self.vision).items() if value is not None}
        if isinstance(self.vision.layers, tuple):
            vision["layers"] = list(self.vision.layers)
        return {
            "embed_dim": self.embed_dim,
            "vision_cfg": vision,
            "text_cfg": dict(vars(self.text)),
            "quick_gelu": self.quick_gelu,
        }


class QuickGelu(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(1.702 * x)


class Attention(nn.Module):
    """Multi-head self-attention with the parameter names of `nn.MultiheadAttention`."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * width, width))
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * width))
        self.out_proj = nn.Linear(width, width)
        nn.init.zeros_(self.out_proj.bias)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        qkv = F.linear(x, self.in_proj_weight, self.in_proj_bias)
        q, k, v = qkv.view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads)
        if mask is not None:
            scores = scores + mask
        return self.out_proj((scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, width))


class Mlp(nn.Module):
    def __init__(self, width: int, quick_gelu: bool) -> None:
        super().__init__()
        self.c_fc = nn.Linear(width, 4 * width)
        self.gelu = QuickGelu() if quick_gelu else nn.GELU()
        self.c_proj = nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.c_proj(self.gelu(self.c_fc(x)))


class Block(nn.Module):
    def __init__(self, width: int, heads: int, quick_gelu: bool) -> None:
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = Attention(width, heads)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = Mlp(width, quick_gelu)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        x = x + self.attn(self.ln_1(x), mask)
        return x + self.mlp(self.ln_2(x))


class Transformer(nn.Module):
    def __init__(self, width: int, layers: int, heads: int, quick_gelu: bool) -> None:
        super().__init__()
        self.resblocks = nn.ModuleList(Block(width, heads, quick_gelu) for _ in range(layers))
        for block in self.resblocks:
            nn.init.normal_(block.attn.in_proj_weight, std=width**-0.5)
            nn.init.normal_(block.attn.out_proj.weight, std=(width * 2 * layers) ** -0.5)
            nn.init.normal_(block.mlp.c_fc.weight, std=(2 * width) ** -0.5)
            nn.init.normal_(block.mlp.c_proj.weight, std=(width * 2 * layers) ** -0.5)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        for block in self.resblocks:
            x = block(x, mask)
        return x


class Bottleneck(nn.Module):
    """1x1, 3x3, pooling where the block halves the size, 1x1 to four times the planes."""

    def __init__(self, inputs: int, planes: int, stride: int) -> None:
        super().__init__()
        outputs = planes * 4
        self.conv1 = nn.Conv2d(inputs, planes, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.conv3 = nn.Conv2d(planes, outputs, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outputs)
        nn.init.zeros_(self.bn3.weight)
        self.stride = stride
        self.downsample = None
        if stride > 1 or inputs != outputs:
            # Named "0" and "1" because OpenCLIP's sequence calls its pooling "-1".
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs))

    def pool(self, x: Tensor) -> Tensor:
        return F.avg_pool2d(x, self.stride) if self.stride > 1 else x

    def forward(self, x: Tensor) -> Tensor:
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.pool(F.relu(self.bn2(self.conv2(out))))
        out = self.bn3(self.conv3(out))
        return F.relu(out + (x if self.downsample is None else self.downsample(self.pool(x))))


class AttentionPool(nn.Module):
    """One query, the mean of the map, attends to the mean and every place."""

    def __init__(self, grid: int, width: int, heads: int, outputs: int) -> None:
        super().__init__()
        self.heads = heads
        self.grid = grid
        self.positional_embedding = nn.Parameter(torch.randn(grid * grid + 1, width) / width**0.5)
        self.k_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.c_proj = nn.Linear(width, outputs)
        for layer in (self.q_proj, self.k_proj, self.v_proj, self.c_proj):
            nn.init.normal_(layer.weight, std=width**-0.5)

    def positions(self, rows: int, columns: int) -> Tensor:
        """The position vectors, averaged over neighbours where training looks at smaller pictures than the model is for."""
        if rows * columns + 1 == len(self.positional_embedding):
            return self.positional_embedding
        grid = self.positional_embedding[1:].T.unflatten(1, (self.grid, self.grid))[None]
        smaller = F.adaptive_avg_pool2d(grid, (rows, columns))[0].flatten(1).T
        return torch.cat([self.positional_embedding[:1], smaller])

    def forward(self, x: Tensor) -> Tensor:
        batch, width = x.shape[:2]
        places = x.flatten(2).transpose(1, 2)
        positions = self.positions(*x.shape[2:])
        tokens = torch.cat([places.mean(1, keepdim=True), places], 1) + positions
        split = (batch, -1, self.heads, width // self.heads)
        q = self.q_proj(tokens[:, :1]).view(split).transpose(1, 2)
        k = self.k_proj(tokens).view(split).transpose(1, 2)
        v = self.v_proj(tokens).view(split).transpose(1, 2)
        attention = (q @ k.transpose(-1, -2) / math.sqrt(width // self.heads)).softmax(-1)
        return self.c_proj((attention @ v).transpose(1, 2).reshape(batch, width))


class ModifiedResNet(nn.Module):
    def __init__(self, config: VisionConfig, embed_dim: int) -> None:
        super().__init__()
        assert isinstance(config.layers, tuple)
        width, half = config.width, config.width // 2
        self.conv1 = nn.Conv2d(3, half, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(half)
        self.conv2 = nn.Conv2d(half, half, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(half)
        self.conv3 = nn.Conv2d(half, width, 3, padding=1, bias=False)
        self.bn3 = nn.BatchNorm2d(width)
        inputs = width
        for stage, count in enumerate(config.layers):
            planes = width * 2**stage
            blocks = []
            for block in range(count):
                blocks.append(Bottleneck(inputs, planes, 2 if stage and not block else 1))
                inputs = planes * 4
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        heads = width * 32 // config.head_width
        self.attnpool = AttentionPool(config.image_size // 32, width * 32, heads, embed_dim)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        x = F.avg_pool2d(F.relu(self.bn3(self.conv3(x))), 2)
        for stage in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = stage(x)
        return self.attnpool(x)


class VisionTransformer(nn.Module):
    def __init__(self, config: VisionConfig, embed_dim: int, quick_gelu: bool) -> None:
        super().__init__()
        assert isinstance(config.layers, int) and config.patch_size
        width = config.width
        grid = config.image_size // config.patch_size
        self.conv1 = nn.Conv2d(3, width, config.patch_size, config.patch_size, bias=False)
        self.class_embedding = nn.Parameter(width**-0.5 * torch.randn(width))
        self.positional_embedding = nn.Parameter(width**-0.5 * torch.randn(grid * grid + 1, width))
        self.ln_pre = nn.LayerNorm(width)
        self.transformer = Transformer(width, config.layers, width // config.head_width, quick_gelu)
        self.ln_post = nn.LayerNorm(width)
        self.proj = nn.Parameter(width**-0.5 * torch.randn(width, embed_dim))

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv1(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.class_embedding.expand(x.shape[0], 1, -1), x], 1) + self.positional_embedding
        return self.ln_post(self.transformer(self.ln_pre(x))[:, 0]) @ self.proj


class Clip(nn.Module):
    def __init__(self, config: ClipConfig) -> None:
        super().__init__()
        self.config = config
        text = config.text
        self.positional_embedding = nn.Parameter(torch.randn(text.context_length, text.width) * 0.01)
        self.text_projection = nn.Parameter(torch.randn(text.width, config.embed_dim) * text.width**-0.5)
        self.logit_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
        if isinstance(config.vision.layers, tuple):
            self.visual: nn.Module = ModifiedResNet(config.vision, config.embed_dim)
        else:
            self.visual = VisionTransformer(config.vision, config.embed_dim, config.quick_gelu)
        self.transformer = Transformer(text.width, text.layers, text.heads, config.quick_gelu)
        self.token_embedding = nn.Embedding(text.vocab_size, text.width)
        nn.init.normal_(self.token_embedding.weight, std=0.02)
        self.ln_final = nn.LayerNorm(text.width)

    def encode_image(self, pixels: Tensor) -> Tensor:
        """[N, 3, H, W] normalised -> [N, D], not normalised."""
        return self.visual(pixels)

    def encode_text(self, tokens: Tensor) -> Tensor:
        """[N, L] token ids, L up to the context length -> [N, D], read at the largest id, not normalised.

        The tower is causal, so columns that are padding in every row can be cut off without any change.
        """
        length = tokens.shape[1]
        mask = torch.full((length, length), float("-inf"), device=tokens.device).triu_(1)
        x = self.token_embedding(tokens) + self.positional_embedding[:length]
        x = self.transformer(x, mask.to(x.dtype))
        ends = self.ln_final(x[torch.arange(len(tokens), device=tokens.device), tokens.argmax(-1)])
        return ends @ self.text_projection
