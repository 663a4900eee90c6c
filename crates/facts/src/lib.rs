//! A plan document to typed facts with places and evidence
