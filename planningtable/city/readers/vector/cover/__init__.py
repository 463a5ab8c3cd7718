"""Land cover: from areas, from objects of the city model, and the words for what covers the ground."""
