"""What sites and publishing systems give out: feeds, site maps, exports of weblogs and wikis."""
