"""Fingers into gestures: plain Python, no Qt, so that a recorded table can be played back in a test."""
