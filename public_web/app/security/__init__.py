"""What stands between a page and a request that is not the visitor's own."""
