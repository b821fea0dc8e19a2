"""Documents: PDF, word processors, e-books, Markdown; an article, or the articles of a database's export."""
