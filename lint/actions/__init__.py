"""What runs in GitHub Actions around a check: the steps of action.yml and its two companions.

`check` judges a change without any rights, `comment` tells of it, `linkrot` watches the links of a
list. Each is run as `python -Im lint.actions.NAME` and gets all it needs from the environment, so
that nothing of a pull request ever stands in a script.
"""
