"""The pages beside the sheets: the compendium's index, catalogue records, treaty collections, archived pages."""
