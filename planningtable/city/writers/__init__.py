"""City models back out: a site as CityJSON, CityJSONSeq, CityGML and glTF."""
