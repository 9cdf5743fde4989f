"""Files and records that other tools and open-government portals accept, and sending the graph elsewhere."""
