"""What pieces on the table do: one class a role."""
