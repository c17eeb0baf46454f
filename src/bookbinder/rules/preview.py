"""What a preview does with a page that breaks a rule: some are not shown, some cannot be completed."""

from __future__ import annotations

# In a preview, a page with one of these is named and not shown: what it holds could run or deceive.
HARMFUL = {"raw-html", "closed-tag", "attributes", "template", "library-block", "fence-options", "link-scheme"}
HARMFUL |= {"image", "block-title", "closed-fence", "page-size"}
# Without these a page's lists, tables and foot cannot be written.
UNSHOWABLE = {"required-keys", "dates", "known-topic", "question-list", "measured-name", "measured-record"}
