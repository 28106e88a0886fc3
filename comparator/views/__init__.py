"""Views: each reads the address, asks selectors, has services write, and renders one template."""
