"""What offers state and cost, as columns: limits are masks over all offers."""
