"""What each verb can mean here: one module a field. Every function yields readings and raises nothing."""
