"""Networks, losses, descents and landscapes. No Qt and no threads in here."""
