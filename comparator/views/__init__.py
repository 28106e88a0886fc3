"""Views: each reads the address, asks one or two selectors, and renders one template."""
