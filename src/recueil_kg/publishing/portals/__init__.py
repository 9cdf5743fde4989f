"""What open-data portals and search engines are told: records and catalogues, checked before they are sent."""
