"""CityGML 2.0 and 3.0, written feature by feature."""
