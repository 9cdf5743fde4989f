"""The graph as RDF files, what each holds, and the descriptions that travel with them: VoID, Service Description."""
