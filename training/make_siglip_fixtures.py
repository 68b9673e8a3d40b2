"""Writes golden/siglip/: a tiny random SigLIP in transformers' layout with its embeddings, and what chance leaves of one.

The model is written here once more from the published formulas (big_vision's `MAPHead` and text tower, transformers'
`modeling_siglip.py`, timm's `AttentionPoolLatent`, OpenCLIP's `TextTransformer`), in PyTorch's own layers, so that the page's
graphs and its generator are held against something else than themselves. Made with PyTorch 1.13:

    python3 training/make_siglip_fixtures.py
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from safetensors_io import save

OUT = Path(__file__).resolve().parent.parent / "golden" / "siglip"

#: The text side is narrower than the space in which both meet, as in SigLIP 2 giant.
TINY = {
    "image": {"size": 32, "patch": 8, "width": 32, "layers": 2, "heads": 2, "mlp": 56},
    "text": {"context": 12, "vocab": 60, "width": 24, "layers": 2, "heads": 3, "mlp": 40},
}
#: Counts that do not fill PyTorch's blocks of 16 numbers, and fewer than 16.
ODD = {
    "image": {"size": 21, "patch": 7, "width": 10, "layers": 1, "heads": 5, "mlp": 13},
    "text": {"context": 5, "vocab": 7, "width": 6, "layers": 3, "heads": 2, "mlp": 9},
}
EPSILON = 1e-6


class Attention(nn.Module):
    """Four linear layers, made in transformers' order."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        count, places, width = x.shape

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.view(count, places, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = split(self.q_proj(x)), split(self.k_proj(x)), split(self.v_proj(x))
        shares = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(width // self.heads), dim=-1)
        return self.out_proj((shares @ value).transpose(1, 2).reshape(count, places, width))


class Mlp(nn.Module):
    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fc2(functional.gelu(self.fc1(x), approximate="tanh"))


class Block(nn.Module):
    def __init__(self, width: int, heads: int, hidden: int):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.layer_norm1 = nn.LayerNorm(width, eps=EPSILON)
        self.mlp = Mlp(width, hidden)
        self.layer_norm2 = nn.LayerNorm(width, eps=EPSILON)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.self_attn(self.layer_norm1(x))
        return x + self.mlp(self.layer_norm2(x))


class Encoder(nn.Module):
    def __init__(self, layers: int, width: int, heads: int, hidden: int):
        super().__init__()
        self.layers = nn.ModuleList([Block(width, heads, hidden) for _ in range(layers)])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for block in self.layers:
            x = block(x)
        return x


class Pool(nn.Module):
    """One learnt query asks all patches."""

    def __init__(self, width: int, heads: int, hidden: int):
        super().__init__()
        self.probe = nn.Parameter(torch.randn(1, 1, width))
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.layernorm = nn.LayerNorm(width, eps=EPSILON)
        self.mlp = Mlp(width, hidden)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        pooled = self.attention(self.probe.repeat(x.shape[0], 1, 1), x, x)[0]
        return (pooled + self.mlp(self.layernorm(pooled)))[:, 0]


class VisionEmbeddings(nn.Module):
    def __init__(self, size: int, patch: int, width: int):
        super().__init__()
        self.patch_embedding = nn.Conv2d(3, width, patch, patch)
        self.position_embedding = nn.Embedding((size // patch) ** 2, width)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        patches = self.patch_embedding(pixels).flatten(2).transpose(1, 2)
        return patches + self.position_embedding.weight


class TextEmbeddings(nn.Module):
    def __init__(self, vocab: int, context: int, width: int):
        super().__init__()
        self.token_embedding = nn.Embedding(vocab, width)
        self.position_embedding = nn.Embedding(context, width)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.token_embedding(ids) + self.position_embedding.weight[: ids.shape[1]]


class Vision(nn.Module):
    def __init__(self, image: dict):
        super().__init__()
        width, heads = image["width"], image["heads"]
        self.embeddings = VisionEmbeddings(image["size"], image["patch"], width)
        self.encoder = Encoder(image["layers"], width, heads, image["mlp"])
        self.post_layernorm = nn.LayerNorm(width, eps=EPSILON)
        self.head = Pool(width, heads, image["mlp"])

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.head(self.post_layernorm(self.encoder(self.embeddings(pixels))))


class Text(nn.Module):
    def __init__(self, text: dict, dimensions: int):
        super().__init__()
        width = text["width"]
        self.embeddings = TextEmbeddings(text["vocab"], text["context"], width)
        self.encoder = Encoder(text["layers"], width, text["heads"], text["mlp"])
        self.final_layer_norm = nn.LayerNorm(width, eps=EPSILON)
        self.head = nn.Linear(width, dimensions)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        x = self.final_layer_norm(self.encoder(self.embeddings(ids)))
        return self.head(x[:, -1])


def cut_normal(tensor: torch.Tensor, std: float) -> None:
    """A standard normal cut at two deviations, by its inverse, times `std`: `trunc_normal_tf_`."""
    low, high = (0.5 * (1 + math.erf(at / math.sqrt(2))) for at in (-2, 2))
    with torch.no_grad():
        tensor.uniform_(2 * low - 1, 2 * high - 1)
        tensor.erfinv_().mul_(math.sqrt(2)).clamp_(-2, 2).mul_(std)


def as_transformers(module: nn.Module) -> None:
    """`SiglipPreTrainedModel._init_weights`, which `apply` calls with a module's parts before the module."""
    if isinstance(module, VisionEmbeddings):
        weight = module.position_embedding.weight
        nn.init.normal_(weight, std=1 / math.sqrt(weight.shape[1]))
    elif isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=math.sqrt(1 / module.weight.shape[1]))
    elif isinstance(module, Attention):
        for layer in (module.q_proj, module.k_proj, module.v_proj, module.out_proj):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    elif isinstance(module, Mlp):
        for layer in (module.fc1, module.fc2):
            nn.init.xavier_uniform_(layer.weight)
        for layer in (module.fc1, module.fc2):
            nn.init.normal_(layer.bias, std=1e-6)
    elif isinstance(module, Pool):
        nn.init.xavier_uniform_(module.probe.data)
        nn.init.xavier_uniform_(module.attention.in_proj_weight.data)
        nn.init.zeros_(module.attention.in_proj_bias.data)
    elif isinstance(module, (nn.Linear, nn.Conv2d)):
        weight = module.weight
        cut_normal(weight, math.sqrt(1 / weight[0].numel()) / 0.87962566103423978)
        nn.init.zeros_(module.bias)


class Siglip(nn.Module):
    def __init__(self, config: dict):
        super().__init__()
        self.text_model = Text(config["text"], config["image"]["width"])
        self.text_model.apply(as_transformers)
        self.vision_model = Vision(config["image"])
        self.vision_model.apply(as_transformers)
        self.logit_scale = nn.Parameter(torch.randn(1))
        self.logit_bias = nn.Parameter(torch.randn(1))
        self.logit_scale.data.fill_(0)
        self.logit_bias.data.zero_()


class OpenClipText(nn.Module):
    """OpenCLIP's `TextTransformer`: `nn.MultiheadAttention`, and its own `init_parameters`."""

    def __init__(self, text: dict, dimensions: int):
        super().__init__()
        width, layers = text["width"], text["layers"]
        self.token_embedding = nn.Embedding(text["vocab"], width)
        self.positional_embedding = nn.Parameter(torch.empty(text["context"], width))
        self.resblocks = nn.ModuleList()
        for _ in range(layers):
            block = nn.Module()
            block.attn = nn.MultiheadAttention(width, text["heads"])
            block.c_fc = nn.Linear(width, text["mlp"])
            block.c_proj = nn.Linear(text["mlp"], width)
            self.resblocks.append(block)
        self.text_projection = nn.Linear(width, dimensions)
        nn.init.normal_(self.token_embedding.weight, std=0.02)
        nn.init.normal_(self.positional_embedding, std=0.01)
        for block in self.resblocks:
            nn.init.normal_(block.attn.in_proj_weight, std=width**-0.5)
            nn.init.normal_(block.attn.out_proj.weight, std=width**-0.5 * (2 * layers) ** -0.5)
            nn.init.normal_(block.c_fc.weight, std=(2 * width) ** -0.5)
            nn.init.normal_(block.c_proj.weight, std=width**-0.5 * (2 * layers) ** -0.5)
        nn.init.normal_(self.text_projection.weight, std=width**-0.5)
        nn.init.zeros_(self.text_projection.bias)


class Latent(nn.Module):
    """timm's `AttentionPoolLatent`."""

    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.latent = nn.Parameter(torch.zeros(1, 1, width))
        self.q = nn.Linear(width, width)
        self.kv = nn.Linear(width, 2 * width)
        self.proj = nn.Linear(width, width)
        self.mlp = Mlp(width, hidden)
        self.init_weights()

    def init_weights(self) -> None:
        cut_normal(self.latent, self.latent.shape[-1] ** -0.5)


class Trunk(nn.Module):
    """timm's `VisionTransformer` without a class token and with `global_pool='map'`."""

    def __init__(self, image: dict):
        super().__init__()
        width = image["width"]
        self.patch_embed = nn.Conv2d(3, width, image["patch"], image["patch"])
        places = (image["size"] // image["patch"]) ** 2
        self.pos_embed = nn.Parameter(torch.randn(1, places, width) * 0.02)
        self.blocks = nn.ModuleList()
        for _ in range(image["layers"]):
            block = nn.Module()
            block.qkv = nn.Linear(width, 3 * width)
            block.proj = nn.Linear(width, width)
            block.mlp = Mlp(width, image["mlp"])
            self.blocks.append(block)
        self.attn_pool = Latent(width, image["mlp"])
        nn.init.trunc_normal_(self.pos_embed, std=0.02)
        self.apply(self.again)

    @staticmethod
    def again(module: nn.Module) -> None:
        if isinstance(module, nn.Linear):
            nn.init.trunc_normal_(module.weight, std=0.02)
            nn.init.zeros_(module.bias)
        elif isinstance(module, Latent):
            module.init_weights()


def joined(*tensors: torch.Tensor) -> torch.Tensor:
    return torch.cat([tensor.detach() for tensor in tensors])


def open_clip_start(config: dict) -> dict[str, torch.Tensor]:
    """By the page's names: image tower by timm, then the text side, scale and bias of OpenCLIP's configuration."""
    trunk = Trunk(config["image"])
    text = OpenClipText(config["text"], config["image"]["width"])
    pool = trunk.attn_pool
    found = {
        "visual.conv1.weight": trunk.patch_embed.weight,
        "visual.conv1.bias": trunk.patch_embed.bias,
        "visual.positional_embedding": trunk.pos_embed[0],
        "visual.attn_pool.probe": pool.latent[0, 0],
        "visual.attn_pool.attn.in_proj_weight": joined(pool.q.weight, pool.kv.weight),
        "visual.attn_pool.attn.in_proj_bias": joined(pool.q.bias, pool.kv.bias),
        "visual.attn_pool.attn.out_proj.weight": pool.proj.weight,
        "visual.attn_pool.mlp.c_fc.weight": pool.mlp.fc1.weight,
        "visual.attn_pool.mlp.c_proj.weight": pool.mlp.fc2.weight,
        "positional_embedding": text.positional_embedding,
        "token_embedding.weight": text.token_embedding.weight,
        "text_projection.weight": text.text_projection.weight,
        "text_projection.bias": text.text_projection.bias,
        "logit_scale": torch.tensor(math.log(1 / 0.07)),
        "logit_bias": torch.tensor(-10.0),
    }
    for layer, block in enumerate(trunk.blocks):
        name = f"visual.transformer.resblocks.{layer}"
        found[f"{name}.attn.in_proj_weight"] = block.qkv.weight
        found[f"{name}.attn.out_proj.weight"] = block.proj.weight
        found[f"{name}.mlp.c_fc.weight"] = block.mlp.fc1.weight
        found[f"{name}.mlp.c_proj.weight"] = block.mlp.fc2.weight
    for layer, block in enumerate(text.resblocks):
        name = f"transformer.resblocks.{layer}"
        found[f"{name}.attn.in_proj_weight"] = block.attn.in_proj_weight
        found[f"{name}.attn.out_proj.weight"] = block.attn.out_proj.weight
        found[f"{name}.mlp.c_fc.weight"] = block.c_fc.weight
        found[f"{name}.mlp.c_fc.bias"] = block.c_fc.bias
        found[f"{name}.mlp.c_proj.weight"] = block.c_proj.weight
        found[f"{name}.mlp.c_proj.bias"] = block.c_proj.bias
    return found


def sample(tensor: torch.Tensor) -> dict:
    values = tensor.detach().double().flatten()
    shown = [float(f"{value:.9g}") for value in values.tolist()]
    return {
        "shape": list(tensor.shape),
        "first": shown[:4],
        "last": shown[-4:],
        "mean": values.mean().item(),
        "std": values.std(unbiased=False).item(),
    }


def hf_config(config: dict) -> dict:
    image, text = config["image"], config["text"]
    common = {"hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": EPSILON}
    return {
        "architectures": ["SiglipModel"],
        "model_type": "siglip",
        "vision_config": {
            "model_type": "siglip_vision_model",
            "hidden_size": image["width"],
            "intermediate_size": image["mlp"],
            "num_hidden_layers": image["layers"],
            "num_attention_heads": image["heads"],
            "image_size": image["size"],
            "patch_size": image["patch"],
            **common,
        },
        "text_config": {
            "model_type": "siglip_text_model",
            "hidden_size": text["width"],
            "projection_size": image["width"],
            "intermediate_size": text["mlp"],
            "num_hidden_layers": text["layers"],
            "num_attention_heads": text["heads"],
            "max_position_embeddings": text["context"],
            "vocab_size": text["vocab"],
            **common,
        },
    }


def main() -> None:
    OUT.mkdir(exist_ok=True)
    torch.manual_seed(19)
    model = Siglip(TINY)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            # Norms, biases and tables that start alike would hide a mistake.
            spread = 0.3 if parameter.dim() == 1 else 0.02
            parameter.add_(torch.randn(parameter.shape) * spread)
            parameter.copy_(parameter.half().float())
        model.logit_scale.fill_(4.71875)
        model.logit_bias.fill_(-16.765625)
        size = TINY["image"]["size"]
        pixels = torch.randn(2, 3, size, size).half().float()
        ids = torch.tensor([[5, 9, 33, 1] + [1] * 8, [59, 2, 17, 40, 8, 21, 1] + [0] * 5, [7] * 12])
        images, texts = model.vision_model(pixels), model.text_model(ids)
    tensors = {name: value.half().numpy() for name, value in model.state_dict().items()}
    save(OUT / "tiny.safetensors", tensors)
    (OUT / "pixels.f16").write_bytes(pixels.numpy().astype(np.float16).tobytes())
    cosines = functional.normalize(images, dim=1) @ functional.normalize(texts, dim=1).T
    logits = cosines * model.logit_scale.exp() + model.logit_bias

    starts = []
    for name, config, seed in (("tiny", TINY, 3), ("odd", ODD, 4294967291)):
        torch.manual_seed(seed)
        state = {key: sample(value) for key, value in Siglip(config).state_dict().items()}
        torch.manual_seed(seed)
        other = {key: sample(value) for key, value in open_clip_start(config).items()}
        starts.append(
            {"name": name, "seed": seed, "config": config, "transformers": state, "open_clip": other}
        )
    (OUT / "index.json").write_text(
        json.dumps(
            {
                "config": hf_config(TINY),
                "pixels": {"file": "siglip/pixels.f16", "shape": list(pixels.shape)},
                "input_ids": ids.tolist(),
                "image_embeds": images.tolist(),
                "text_embeds": texts.tolist(),
                "probabilities": torch.sigmoid(logits).tolist(),
                "starts": starts,
            },
            separators=(",", ":"),
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
