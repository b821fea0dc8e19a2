"""Records with named fields to drafts: which field is what, in JSON, tables, XML and exports."""
