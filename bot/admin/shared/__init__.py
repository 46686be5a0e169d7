"""What all officials' pages share: texts, paging, charts, differences, error pages."""
