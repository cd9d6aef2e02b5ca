"""Which widget shows which tool."""

from explorer.latent.attribute_tool import AttributeTool
from explorer.latent.decoder_tool import DecoderTool
from explorer.latent.encoder_tool import EncoderTool
from explorer.latent.interpolation import InterpolationTool
from explorer.latent.landscape_tool import LandscapeTool
from explorer.latent.map_tool import MapTool
from explorer.latent.reconstructions import ReconstructionsTool
from explorer.latent.tool import Tool
from models.latent_specs import ToolName

TOOLS: dict[ToolName, type[Tool]] = {
    "reconstructions": ReconstructionsTool,
    "map": MapTool,
    "interpolation": InterpolationTool,
    "attribute": AttributeTool,
    "encoder": EncoderTool,
    "decoder": DecoderTool,
    "landscape": LandscapeTool,
}
