# SPDX-License-Identifier: Apache-2.0
"""The looks that every screen has to bear: dark, and at double size; and the sizes of its window."""

SIZES = ((1024, 700), (1280, 720), (1440, 900))

# (language, look, size): the tour's visits, each language in each look. Every size of every look is what
# packaging/test --pictures takes.
VISITS = (("ja", "light", SIZES[2]), ("en", "light", SIZES[1]), ("ja", "dark", SIZES[1]), ("en", "dark", SIZES[0]),
          ("ja", "double", SIZES[0]), ("en", "double", SIZES[2]))


def looks(work):
    """Dark by the colours of KDE, which Qt reads itself, and at double size."""
    config = work / "dark"
    config.mkdir()
    (config / "kdeglobals").write_text("".join(
        f"[Colors:{part}]\nBackgroundNormal={back}\nBackgroundAlternate=49,54,59\nForegroundNormal=252,252,252\n"
        "ForegroundInactive=161,169,177\nForegroundLink=29,153,243\nForegroundVisited=155,89,182\n\n"
        for part, back in (("Window", "42,46,50"), ("View", "27,30,32"), ("Button", "49,54,59"),
                           ("Selection", "61,174,233"), ("Tooltip", "49,54,59"))), encoding="utf-8")
    return {"dark": {"XDG_CURRENT_DESKTOP": "KDE", "KDE_SESSION_VERSION": "5", "KDEHOME": str(config),
                     "XDG_CONFIG_HOME": str(config)},
            "double": {"QT_SCALE_FACTOR": "2"}}
