"""The version of Caravan that this package belongs to; apart, so that it is known before anything is installed."""

VERSION = "0.1.0"
