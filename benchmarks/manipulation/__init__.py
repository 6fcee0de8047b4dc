"""Do sellers' tricks move a shopping assistant? A suite that anybody can run on any system."""
