"""The Qt application: session, panels, scene and plots."""
