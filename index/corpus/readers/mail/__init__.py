"""Mail: messages and mailboxes, Outlook's messages, the stories of alerts and the documents attached."""
